import { flushPromises, mount, type VueWrapper } from '@vue/test-utils'
import { AxiosError, type AxiosResponse, type InternalAxiosRequestConfig } from 'axios'
import { createPinia } from 'pinia'
import type { Component } from 'vue'
import { createMemoryHistory, createRouter, type Router } from 'vue-router'
import { client } from '@/api/generated/client.gen'
import { configureClient } from '@/api/client'
import { i18n } from '@/i18n'

/** An answer: a body with status 200, or a status, or a problem. */
export type Answer = { status?: number; body?: unknown; retryAfter?: number }

export const problem = (status: number, code: string, more: object = {}): Answer => ({ status, body: { type: 'about:blank', title: code, status, code, errors: [], ...more } })

configureClient({ token: () => null, renew: () => Promise.resolve(false) })

/** Answers the calls of the generated client in turn, and notes them; the network is the only thing replaced. */
export function playServer(answers: Record<string, Answer[]>): { call: string; body: unknown }[] {
  const seen: { call: string; body: unknown }[] = []
  const adapter = (config: InternalAxiosRequestConfig): Promise<AxiosResponse> => {
    const call = `${config.method?.toUpperCase()} ${config.url?.replace(/^(\/api)?\/client/, '')}`
    seen.push({ call, body: typeof config.data === 'string' ? JSON.parse(config.data) : undefined })
    const { status = 200, body, retryAfter } = answers[call]?.shift() ?? problem(404, 'not-found')
    const headers: Record<string, string> = retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) }
    const response = { status, data: body, headers, statusText: '', config }
    return status < 400 ? Promise.resolve(response) : Promise.reject(new AxiosError('', undefined, config, null, response))
  }
  client.setConfig({ adapter })
  return seen
}

const PLACES = ['/', '/keys', '/account', '/sign-in', '/sign-up', '/reset', '/reset/confirm', '/confirm-email']

/** A page as it stands at a path, with a router that knows the paths and nothing behind them. */
export async function openPage(page: Component, path: string): Promise<{ page: VueWrapper; router: Router }> {
  const router = createRouter({ history: createMemoryHistory(), routes: PLACES.map((one) => ({ path: one, component: { render: () => null } })) })
  await router.push(path)
  const wrapper = mount(page, { attachTo: document.body, global: { plugins: [createPinia(), i18n, router] } })
  await flushPromises()
  return { page: wrapper, router }
}

/** Fills in and submits the form of a page. */
export async function submit(page: VueWrapper, fields: Record<string, string>): Promise<void> {
  for (const [name, text] of Object.entries(fields)) await page.get(`[name="${name}"]`).setValue(text)
  await page.get('form').trigger('submit')
  await flushPromises()
}
